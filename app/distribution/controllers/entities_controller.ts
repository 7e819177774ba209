import { ConfigController } from '#distribution/controllers/config_controller'

export default class EntitiesController extends ConfigController {
  protected readonly kind = 'entities'
  protected readonly singular = 'entity'
}
