const DAY = 24 * 60 * 60 * 1000;

/** An instant, given in ISO form, in UTC to the second; its date only if it is not of the last day. */
export function shortTime(iso) {
  const shown = iso.slice(0, "2018-06-26T02:39:25".length).replace("T", " ");
  return Math.abs(Date.now() - Date.parse(iso)) < DAY ? shown.slice(-"02:39:25".length) : shown;
}
