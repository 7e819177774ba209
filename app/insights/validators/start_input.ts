import vine from '@vinejs/vine'
import { STARTERS } from '#distribution/setup/starters'

export const startInput = vine.create({ starter: vine.enum(STARTERS) })
