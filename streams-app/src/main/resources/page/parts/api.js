/** What the app answers to a call; an error that it describes (RFC 9457) is thrown with its description. */
export async function get(path) {
  const response = await fetch(path);
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
