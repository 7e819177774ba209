import vine from '@vinejs/vine'
import { COLOURS } from '#entities/colours'
import { line } from '#shared/list_query'

const color = () => vine.enum(COLOURS)

/** Body of `POST /tags`. */
export const newTagInput = vine.create({
  name: line(60).minLength(1),
  color: color().optional(),
})

/** Body of `PATCH /tags/{key}`. */
export const tagInput = vine.create({
  name: line(60).minLength(1).optional(),
  color: color().optional(),
})

/** Body of `POST /tags/{key}/merge`. */
export const mergeTagInput = vine.create({ into: line(64) })
