// Talking to the workspace: JSON in and out, and the event stream.

async function answered(response) {
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return response.json();
}

export const get = async (path, query = {}) => answered(await fetch(`/page/${path}?${new URLSearchParams(query)}`));

export const post = async (path, body) =>
  answered(await fetch(`/page/${path}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));

/** Open the event stream of one person; it reconnects by itself and loses nothing. Returns a function that ends it. */
export function stream(user, since, onNews, onState) {
  const source = new EventSource(`/page/stream?${new URLSearchParams({ user, since })}`);
  source.onmessage = (event) => onNews(JSON.parse(event.data));
  source.onopen = () => onState(true);
  source.onerror = () => onState(false);
  return () => source.close();
}
