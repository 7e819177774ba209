import vine from '@vinejs/vine'
import type { Happened } from '#sdk/automation'

const key = () => vine.string().minLength(1).maxLength(64)

/** Settings that name a partner, a profile or a stage: chosen from those of the account. */
const PICKED = {
  partner: { title: 'Partner', de: 'Partner', any: 'gleich welcher' },
  profile: { title: 'Profile', de: 'Profil', any: 'gleich welches' },
  stage: { title: 'Stage', de: 'Phase', any: 'gleich welche' },
} as const
type Picked = keyof typeof PICKED

/** One that has to be named. */
export const picked = (control: Picked) => {
  const { title, de } = PICKED[control]
  return key().meta({ title, control, de: { title: de } })
}

interface Words {
  en: string
  de: string
}

/** One that may be left empty: any will do, unless `empty` says what stands for it then. */
export const pickedOrAny = (
  control: Picked,
  { title, empty }: { title?: Words; empty?: Words } = {}
) => {
  const named = PICKED[control]
  return key()
    .optional()
    .meta({
      title: title?.en ?? named.title,
      control,
      description: `Empty: ${empty?.en ?? 'any'}.`,
      de: { title: title?.de ?? named.de, description: `Leer: ${empty?.de ?? named.any}.` },
    })
}

/** Whether it happened between the partner and in the profile that are named, if any. */
export const isOf = (
  { partner, profile }: Pick<Happened, 'partner' | 'profile'>,
  wanted: { partner?: string; profile?: string }
): boolean =>
  (wanted.partner === undefined || wanted.partner === partner) &&
  (wanted.profile === undefined || wanted.profile === profile)
