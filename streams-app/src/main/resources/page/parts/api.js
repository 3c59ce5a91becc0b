/** What the app answers to a call; an error that it describes (RFC 9457) is thrown with its description. */
export async function get(path) {
  return answer(await fetch(path));
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
  return response.json();
}

async function problem(response) {
  try {
    return (await response.json()).detail;
  } catch {
    return `${response.url} answered ${response.status}`;
  }
}
