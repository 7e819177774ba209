import env from '#start/env'

const MB = 1024 * 1024
const DAY_MS = 86_400_000

/** The largest file of leads that is taken, in bytes. */
export const maxImportBytes = env.get('IMPORT_MAX_MB', 2_048) * MB

/** How long a file of leads is kept after its import, in ms. 0: until the import has ended. */
export const importFileMs = env.get('IMPORT_FILE_DAYS', 30) * DAY_MS
