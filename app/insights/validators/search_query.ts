import vine from '@vinejs/vine'

export const searchQuery = vine.create({ q: vine.string().trim().minLength(1).maxLength(200) })
