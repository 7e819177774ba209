import type { FieldElement } from '#capture/forms/form_document'
import { FILE_LIMIT } from '#entities/fields/file'

const MEGABYTE = 1024 * 1024

/** Kinds of content that are taken where an element names none: pictures, PDF and plain text. */
const USUAL = [
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'application/pdf',
  'text/plain',
]

export const acceptedTypes = ({ accept }: FieldElement): readonly string[] =>
  accept?.length ? accept : USUAL

export const mostBytes = ({ max_mb: megabytes }: FieldElement): number =>
  Math.min(FILE_LIMIT, (megabytes ?? FILE_LIMIT / MEGABYTE) * MEGABYTE)

/** `type` by content. What nobody can name is taken only where the element names exactly that. */
export function isAccepted(element: FieldElement, type: string): boolean {
  return acceptedTypes(element).some((one) =>
    one.endsWith('/*') ? type.startsWith(one.slice(0, -1)) : one === type
  )
}

/** `image/*` as "images"; a list people read. */
export const typeNames = (element: FieldElement): string =>
  [
    ...new Set(
      acceptedTypes(element).map((one) => {
        const [kind, form] = one.split('/') as [string, string]
        if (form !== '*') return one === 'text/plain' ? 'TXT' : form.toUpperCase()
        return kind === 'image' ? 'PNG, JPEG, GIF, WEBP' : kind
      })
    ),
  ].join(', ')
