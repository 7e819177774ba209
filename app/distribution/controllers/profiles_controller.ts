import { ConfigController } from '#distribution/controllers/config_controller'

export default class ProfilesController extends ConfigController {
  protected readonly kind = 'profiles'
  protected readonly singular = 'profile'
}
