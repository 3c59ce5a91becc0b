import { parse } from "./api.js";

// A browser comes back on its own to a stream that broke, but not to one that it was refused.
const RETRY_MS = 3000;
// Stats come each second, after three at the latest. A server that froze and a line that was cut say nothing.
const SILENCE_MS = 4000;

/**
 * The app's stream of events, which can be closed and opened again: opened is called when it is, lost when it breaks or
 * falls silent and is tried again, and each of the others with what came in an event of its name.
 */
export function events({ opened, lost, ...others }) {
  let source;
  let retry;
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
      for (const [name, handle] of Object.entries(others)) {
        source.addEventListener(name, (event) => handle(parse(event.data)));
      }
    },
    close() {
      clearTimeout(retry);
      source?.close();
      source = undefined;
    },
    isOpen: () => source !== undefined,
  };
}
