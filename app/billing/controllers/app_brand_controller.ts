import type { HttpContext } from '@adonisjs/core/http'
import { actorOf } from '#accounts/actor'
import { type BrandPlace, INSTALL, brandAbove, ownBrand } from '#accounts/brands/app_brands'
import { readLogoForm } from '#accounts/brands/read_logo_form'
import {
  brandInput,
  brandVersions,
  restoreBrand,
  saveAppBrand,
} from '#accounts/brands/save_app_brand'
import { presentBrand } from '#accounts/present_brand'
import type { PictureKind } from '#accounts/brands/brand_pictures'
import { secondsToWait } from '#accounts/sign_in/throttles'
import { addPicture } from '#billing/brand_pictures/add_picture'
import { HttpProblem, invalid, invalidField } from '#shared/http_problem'

/** The brand of the product: of the account somebody works in, and of the install. The way to it says which. */
export default class AppBrandController {
  async show(ctx: HttpContext) {
    const { team, inertia } = ctx
    const place = placeOf(ctx)
    const [{ look }, above, versions] = await Promise.all([
      ownBrand(place),
      brandAbove(place),
      brandVersions(place),
    ])
    return inertia.render('settings/brand', {
      own: brandInput(look),
      // An install that has a name says nobody else's, here neither.
      above: presentBrand(place === INSTALL && look.name ? { ...above, name: '' } : above, 'en'),
      aboveTexts: above.login,
      versions,
      place: place === INSTALL ? 'install' : team!.account.parentId ? 'client' : 'account',
      at: place === INSTALL ? '/install/brand' : '/settings/brand',
    })
  }

  async update(ctx: HttpContext) {
    const by = { actor: actorOf(ctx.team!.user), now: Date.now() }
    const saved = await saveAppBrand(placeOf(ctx), ctx.request.body(), by)
    if (!saved.ok) throw invalid(saved.problem)
    return brandInput(saved.value.look)
  }

  async restore(ctx: HttpContext) {
    const by = { actor: actorOf(ctx.team!.user), now: Date.now() }
    const saved = await restoreBrand(placeOf(ctx), Number(ctx.request.input('version')), by)
    if (!saved) throw invalidField('version', 'exists', 'is no version of this brand')
    return brandInput(saved.look)
  }

  addLogo(ctx: HttpContext) {
    return uploaded(ctx, 'logo')
  }

  addIcon(ctx: HttpContext) {
    return uploaded(ctx, 'icon')
  }
}

async function uploaded(ctx: HttpContext, kind: PictureKind) {
  const { account } = ctx.team!
  // Each is drawn by the browser that prints documents: nobody may keep it from that.
  if (await secondsToWait(['brand_picture', account.id]))
    throw new HttpProblem('too-many-requests', 'Too many pictures in a minute')
  const added = await addPicture(placeOf(ctx), kind, await readLogoForm(ctx), Date.now())
  if (!added.ok) throw invalid(added.problem)
  return ctx.response.created(added.value)
}

const placeOf = ({ route, team }: HttpContext): BrandPlace =>
  route!.pattern.startsWith('/install/') ? INSTALL : team!.account.id
