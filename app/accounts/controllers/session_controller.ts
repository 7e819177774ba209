import type { HttpContext } from '@adonisjs/core/http'
import { errors } from '@adonisjs/auth'
import limiter from '@adonisjs/limiter/services/main'
import User from '#accounts/models/user'
import { loginValidator } from '#accounts/validators/login_validator'

const WRONG = 'The e-mail address or the password is wrong.'
const THROTTLED = 'Too many attempts. Wait a minute, then try again.'

// Few attempts for one address and person, more for one address (a shared office), whoever is tried.
const perPerson = () => limiter.use({ requests: 5, duration: '1 min', blockDuration: '1 min' })
const perAddress = () => limiter.use({ requests: 30, duration: '1 min', blockDuration: '1 min' })

export default class SessionController {
  async create({ inertia }: HttpContext) {
    return inertia.render('auth/login', {})
  }

  /** An unknown person and a wrong password get the same answer after the same time. */
  async store({ request, response, session, auth }: HttpContext) {
    const { email, password } = await request.validateUsing(loginValidator)
    const address = `login:${request.ip()}`
    const person = `${address}:${email}`

    const user = await perAddress().attempt(address, () =>
      perPerson().attempt(person, () => verified(email, password))
    )
    if (!user) {
      session.flash('inputErrorsBag', { email: [user === null ? WRONG : THROTTLED] })
      return response.redirect().back()
    }

    await perPerson().delete(person)
    await perAddress().decrement(address)
    const intended = session.pull('intended')
    await auth.use('team').login(user)
    return response.redirect().toPath(ownPath(intended) ?? '/overview')
  }

  async destroy({ response, auth }: HttpContext) {
    await auth.use('team').logout()
    return response.redirect().toPath('/login')
  }
}

async function verified(email: string, password: string): Promise<User | null> {
  try {
    return await User.verifyCredentials(email, password)
  } catch (error) {
    if (error instanceof errors.E_INVALID_CREDENTIALS) return null
    throw error
  }
}

/** Only a path of this app: the value once was the URL of a request. */
const ownPath = (url: unknown): string | null =>
  typeof url === 'string' && /^\/(?![/\\])/.test(url) ? url : null
