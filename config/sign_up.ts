import env from '#start/env'

/** Whether people may make accounts of their own (`SIGN_UP`). An install is somebody's: closed unless it is opened. */
export const signUpOpen = () => env.get('SIGN_UP', 'closed') === 'open'
