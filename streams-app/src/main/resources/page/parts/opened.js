// The one country or category that is open.
const listeners = [];
let now;

/** Its kind, "country" or "category", and its name; undefined where none is open. */
export const opened = () => now;

export const isOpen = (kind, name) => now?.kind === kind && now.name === name;

export const open = (kind, name) => set({ kind, name });

export const close = () => set(undefined);

export const onOpened = (listener) => listeners.push(listener);

function set(next) {
  now = next;
  listeners.forEach((listener) => listener());
}
