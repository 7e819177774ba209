import { writeForm } from '../editor/read_form.js'
import type { EditorDocument } from '../editor/types.js'
import type { ProfileForm } from '../profiles.js'

/** The whole profile as it is drawn, saved or not: what a simulation is run with. */
export const wholeForm = (doc: EditorDocument, form: ProfileForm): object => ({
  ...form,
  strategy: undefined,
  route: undefined,
  ...writeForm(doc, form),
})
