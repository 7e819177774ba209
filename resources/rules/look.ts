/** The arrow of a select inside a line: there when one is about to use it, or has no pointer to hover with. */
export const QUIET_ICON =
  'size-4 opacity-0 transition-opacity group-hover/line:opacity-60 group-focus-within/line:opacity-60 [@media(hover:none)]:opacity-60'
