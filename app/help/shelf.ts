import { fileURLToPath } from 'node:url'
import logger from '@adonisjs/core/services/logger'
import { type Shelf, readShelf } from '#help/read_shelf'

/** Guides, their pictures, and how their public page looks. */
export const HELP_FOLDER = fileURLToPath(new URL('../../resources/help/', import.meta.url))

let shelf: Shelf | null = null

/** The guides that come with the app; read once. */
export function helpShelf(): Shelf {
  if (shelf) return shelf
  shelf = readShelf(HELP_FOLDER)
  for (const problem of shelf.problems) logger.error(`Help centre: ${problem}`)
  return shelf
}
