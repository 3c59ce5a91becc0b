/**
 * The app's stream of events, which can be closed and opened again: stats, posts and answers are called with what came,
 * opened when the stream is, lost when it breaks and is tried again.
 */
export function events({ opened, stats, posts, answers, lost }) {
  let source;
  const data = (handle) => (event) => handle(JSON.parse(event.data));
  return {
    open() {
      source?.close();
      source = new EventSource("/api/events");
      source.onopen = opened;
      source.onerror = lost;
      source.addEventListener("stats", data(stats));
      source.addEventListener("posts", data(posts));
      source.addEventListener("answers", data(answers));
    },
    close() {
      source?.close();
      source = undefined;
    },
    isOpen: () => source !== undefined,
  };
}
