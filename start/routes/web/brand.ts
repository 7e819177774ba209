import router from '@adonisjs/core/services/router'
import { MAY } from '#accounts/permissions'
import { middleware } from '#start/kernel'
import { openPages, teamPages } from '#start/routes/web/groups'

const AppBrandController = () => import('#billing/controllers/app_brand_controller')
const BrandFilesController = () => import('#http/controllers/brand_files_controller')

/** Pictures go without a session: they are the same for everybody and are kept by whoever got them. */
router.get('/brand/:file', [BrandFilesController, 'picture']).as('brand.picture')
openPages(() => {
  router.get('/manifest.webmanifest', [BrandFilesController, 'manifest']).as('brand.manifest')
})

function pages(at: string, name: string) {
  router.get(at, [AppBrandController, 'show']).as(`${name}.show`)
  router.put(at, [AppBrandController, 'update']).as(`${name}.update`)
  router.post(`${at}/restore`, [AppBrandController, 'restore']).as(`${name}.restore`)
  router.post(`${at}/pictures/logo`, [AppBrandController, 'addLogo']).as(`${name}.logo`)
  router.post(`${at}/pictures/icon`, [AppBrandController, 'addIcon']).as(`${name}.icon`)
}

teamPages(() => {
  router.group(() => pages('/settings/brand', 'brand')).use(middleware.role(MAY.manage))
  router.group(() => pages('/install/brand', 'install_brand')).use(middleware.install())
})
