export function bundledNode(from?: string): string | null
export function isNode24(): boolean
export function ensureNode24(entryUrl: string): boolean
