import type { FormLanguage } from '#capture/forms/form_document'

/** What a new form says, in its own language; whoever builds it writes their own over it. */
export interface StartWords {
  contact: string
  project: string
  details: string
  next: string
  consent: string
  thanks: { title: string; text: string }
  submit: { required: string; quote: string; callback: string; short: string }
  intro: { quote: string; callback: string; short: string }
  opt_in: { subject: string; text: string; button: string }
}

export const START_WORDS: Record<FormLanguage, StartWords> = {
  en: {
    contact: 'How can we reach you?',
    project: 'What is it about?',
    details: 'A few details',
    next: 'Next',
    consent:
      'I agree that my details are passed on to selected companies so that they can send me offers. I can withdraw my consent at any time.',
    thanks: { title: 'Thank you', text: 'We have received your details and will be in touch.' },
    submit: {
      required: 'Send',
      quote: 'Get my offers',
      callback: 'Ask for a call',
      short: 'Sign up',
    },
    intro: {
      quote: 'Answer a few questions and get offers that fit.',
      callback: 'Leave your number and we call you back.',
      short: 'News by e-mail, and you can leave at any time.',
    },
    opt_in: {
      subject: 'Confirm your e-mail address',
      text: 'Confirm your address with the button below. If you did not fill in this form, you need do nothing.',
      button: 'Confirm',
    },
  },
  de: {
    contact: 'Wie erreichen wir Sie?',
    project: 'Worum geht es?',
    details: 'Ein paar Angaben',
    next: 'Weiter',
    consent:
      'Ich bin damit einverstanden, dass meine Angaben an ausgewählte Unternehmen weitergegeben werden, damit diese mir Angebote machen können. Meine Einwilligung kann ich jederzeit widerrufen.',
    thanks: {
      title: 'Vielen Dank',
      text: 'Ihre Angaben sind bei uns eingegangen. Wir melden uns bei Ihnen.',
    },
    submit: {
      required: 'Absenden',
      quote: 'Angebote anfordern',
      callback: 'Rückruf anfordern',
      short: 'Anmelden',
    },
    intro: {
      quote: 'Beantworten Sie ein paar Fragen und erhalten Sie passende Angebote.',
      callback: 'Hinterlassen Sie Ihre Nummer, wir rufen Sie zurück.',
      short: 'Neuigkeiten per E-Mail, jederzeit abbestellbar.',
    },
    opt_in: {
      subject: 'Bestätigen Sie Ihre E-Mail-Adresse',
      text: 'Bestätigen Sie Ihre Adresse mit der Schaltfläche unten. Haben Sie dieses Formular nicht ausgefüllt, müssen Sie nichts tun.',
      button: 'Bestätigen',
    },
  },
}
