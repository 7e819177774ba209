/** The page of whom a document is for. A client, who is billed for a plan, has none: its documents stand in for it. */
export const partnerPage = (key: string, tab = ''): string =>
  key.includes(':')
    ? `/invoices?partner=${encodeURIComponent(key)}`
    : `/partners/${key}${tab && `/${tab}`}`
