import { parse } from "./api.js";

// A browser comes back on its own to a stream that broke, but not to one that it was refused.
const RETRY_MS = 3000;
// Stats come each second, after three at the latest. A server that froze and a line that was cut say nothing.
const SILENCE_MS = 4000;

/**
 * The app's stream of events, which can be closed and opened again: stats, posts and answers are called with what came,
 * opened when the stream is, lost when it breaks or falls silent and is tried again.
 */
export function events({ opened, stats, posts, answers, lost }) {
  let source;
  let retry;
  const data = (handle) => (event) => handle(parse(event.data));
  return {
    open() {
      this.close();
      const awaitStats = () => {
        clearTimeout(retry);
        retry = setTimeout(() => {
          lost();
          this.open();
        }, SILENCE_MS);
      };
      awaitStats();
      source = new EventSource("/api/events");
      source.onopen = opened;
      source.onerror = () => {
        if (source.readyState === EventSource.CLOSED) {
          clearTimeout(retry);
          retry = setTimeout(() => this.open(), RETRY_MS);
        }
        lost();
      };
      source.addEventListener("stats", awaitStats);
      source.addEventListener("stats", data(stats));
      source.addEventListener("posts", data(posts));
      source.addEventListener("answers", data(answers));
    },
    close() {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    },
    isOpen: () => source !== undefined,
  };
}
