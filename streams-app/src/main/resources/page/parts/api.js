// A call to a server that froze would keep a panel waiting for good.
const TIMEOUT_MS = 15000;

/** Reads JSON; an index that a number of JavaScript can't hold stays the text that it is written as, where the browser tells it. */
export const parse = (json) =>
  JSON.parse(json, (name, value, context) => (name === "ind" && !Number.isSafeInteger(value) ? (context?.source ?? value) : value));

/** What the app answers to a call; an error that it describes (RFC 9457) is thrown with its description. */
export async function get(path) {
  return answer(await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS) }));
}

/** A page of a call's rows, and the call for the next one, if there may be more. */
export async function getPage(path) {
  const response = await fetch(path, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  const rows = await answer(response);
  return { rows, next: /<([^>]*)>;\s*rel="?next/.exec(response.headers.get("link"))?.[1] };
}

/** Sends dead letters back; what became of each. */
export async function sendBack(letters) {
  const headers = { "content-type": "application/json" };
  return answer(await fetch("/api/dead-letters/send-back", { method: "POST", headers, body: JSON.stringify({ letters }) }));
}

async function answer(response) {
  if (!response.ok) {
    throw new Error(await problem(response));
  }
  return parse(await response.text());
}

async function problem(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return `${response.url} answered ${response.status}`;
  }
}
