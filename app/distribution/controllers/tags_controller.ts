import { ConfigController } from '#distribution/controllers/config_controller'

/** Tags of leads, over the API. */
export default class TagsController extends ConfigController {
  protected readonly kind = 'tags'
  protected readonly singular = 'tag'
}
