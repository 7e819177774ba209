import vine from '@vinejs/vine'

export const seatInput = vine.create({ seat: vine.string().maxLength(40) })

export const inviteInput = vine.create({
  email: vine.string().trim().toLowerCase().maxLength(254).email(),
  role: vine.enum(['owner', 'member'] as const),
})

export const pauseInput = vine.create({ paused: vine.boolean({ strict: true }) })

/** Accepting: a new password, or the one somebody has already. */
export const acceptInput = vine.create({ password: vine.string().maxLength(1024) })
