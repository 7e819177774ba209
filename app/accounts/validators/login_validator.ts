import vine from '@vinejs/vine'

const email = () => vine.string().trim().toLowerCase().maxLength(254)
/** Long enough for every password, short enough that hashing it is no attack. */
const password = () => vine.string().maxLength(1024)

export const loginValidator = vine.create({
  email: email(),
  password: password(),
  code: vine.string().trim().maxLength(64).optional(),
  remember: vine.boolean().optional(),
})

export const codeValidator = vine.create({ code: vine.string().trim().maxLength(64) })

export const emailValidator = vine.create({ email: email().email() })

export const newPasswordValidator = vine.create({ password: password() })

export const passwordChangeValidator = vine.create({ current: password(), password: password() })

export const passwordValidator = vine.create({ password: password() })
