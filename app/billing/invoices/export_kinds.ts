/** What documents are exported as: whole, by line, or what was paid on them. */
export const EXPORTS = ['invoices', 'lines', 'payments'] as const
export type ExportKind = (typeof EXPORTS)[number]
