import { openPostgresSource, openPostgresTarget } from '#backup/postgres_end'
import { openSqliteSource, openSqliteTarget } from '#backup/sqlite_end'
import type { Source, Target } from '#backup/types'

/** Where a database is: the URL of a PostgreSQL one, or the path of a SQLite file. */
export type Place = { url: string } | { file: string }

export const kindOf = (place: Place) => ('url' in place ? 'postgres' : 'sqlite')

export const openSource = async (place: Place): Promise<Source> =>
  'url' in place ? openPostgresSource(place.url) : openSqliteSource(place.file)

export const openTarget = async (place: Place): Promise<Target> =>
  'url' in place ? openPostgresTarget(place.url) : openSqliteTarget(place.file)
