import type { Messages } from '../../kernel/messages.ts';
import type { vi } from './messages.vi.ts';

/** The English words of sign-in and errors. */
export const en: Messages<typeof vi> = {
  http: {
    signIn: {
      lead: 'Use the account your office gave you.',
      wrong:
        'The name or the password is wrong, or the account is locked for a while after several failures. Check both, or try again in 15 minutes.',
      empty: 'Enter both name and password.',
      resumeLead: 'Your session has ended. Sign in to go on; what you had typed is kept here.',
      tooMuch: 'The text is too long to be kept in this page. With JavaScript your browser still holds it; go back to see it.',
      files: 'Attached files could not be kept: choose them again after signing in.',
      persona: 'Or go on as',
    },
    issuer: {
      away: 'The service that confirms accounts does not answer. Try again in a few minutes, or sign in with the name and password Khơi Thông gave you.',
      declined:
        'The service that confirms accounts did not sign you in. Try again, or use the name and password Khơi Thông gave you.',
      invalid:
        'This sign-in was not completed: the page was left too long, was used before, or was opened from elsewhere. Sign in again from here.',
      refused: {
        title: 'This account is not admitted',
        what: 'Your account was confirmed, but it does not belong to a member of staff who may work with Khơi Thông now.',
        todo: 'Ask the personnel section of your office to check your staff code, or the system administrator of the province to open your account. Quote the code below.',
      },
      other: 'Use another account',
      local: 'Sign in with a password',
      ownTab: '{text} (opens a new tab)',
      goOn: 'Signed in in the new tab, go on',
      out: {
        title: 'You have signed out of Khơi Thông',
        what: 'If others use this machine, sign out of the provincial account too: it may still be open in this browser.',
        end: 'Sign out of the provincial account',
      },
    },
    resumed: {
      title: 'Send what you had typed',
      what: 'You have signed in again as {name}. Nothing has been sent yet.',
      kept: 'What you had typed is all there ({n} {n, one: field | other: fields}). Press the button to send it.',
      send: 'Send now',
    },
    stale: {
      title: 'This page was opened in an earlier session',
      what: 'You signed in again after opening it, so nothing has been sent.',
      send: 'Send again',
    },
    retry: { send: 'Try again' },
    host: 'The address {host} is not served over http. Open http://localhost, or set PUBLIC_URL to an https address, or TRUST_PROXY.',
    backHome: 'To the first page',
  },
  problem: {
    admin: { required: 'This page is for system administrators only.' },
    category: {
      invalid: {
        title: 'Something needs correcting',
        what: 'What was sent is not valid. Go back, correct it and send it again.',
      },
      unauthenticated: { title: 'Please sign in', what: 'Sign in to open this page.' },
      forbidden: { title: 'Not permitted', what: 'You may not do this. Ask whoever leads the dossier, or an administrator.' },
      not_found: {
        title: 'Page not found',
        what: 'The address is wrong or its content is not public. Check the number of the dossier, or use the search.',
      },
      conflict: {
        title: 'The dossier has just changed',
        what: 'Somebody has done something else on it. Open it again and go on from there.',
      },
      precondition: { title: 'Not possible now', what: 'The conditions for this are not met.' },
      limited: { title: 'Too much', what: 'Too many requests, or too large. Wait a few minutes and try again.' },
      unavailable: { title: 'The system is busy', what: 'The data store cannot be reached. Try again in a few minutes.' },
      internal: { title: 'The system failed', what: 'The fault is ours, not yours. When you report it, quote the code below.' },
    },
    filesAgain: 'Attached files cannot be kept: choose them again after sending.',
    keptNothing: 'Nothing has been written. What you typed is still here; press Try again.',
    request: {
      too_large: 'Too large. A file may have 25 MB, everything sent at once 26 MB.',
      too_large_small: 'The file is too large: this page takes files below {max} kB. Go back and choose another one.',
      unsupported: 'Data of this form cannot be read.',
      malformed: 'The request cannot be read.',
      cross_site: 'The request came from another site and was not accepted.',
      no_form: 'A required part of the form is missing. Open the page again and retry.',
    },
    store: {
      read_only_copy: 'This is a read-only copy of the record. Nothing has been written; do it on the real site.',
    },
    session: { required: 'Sign in to open this page.' },
    account: {
      too_many_attempts: 'Too many failures from this address. Wait 15 minutes and try again.',
      busy: 'Many people are signing in. Try again in a few seconds.',
      password_length: 'A password has {min} to {max} characters.',
      own: 'Nobody closes the account they ask with.',
      bad_name: 'A login name has letters, digits and . _ @ + - only.',
      taken: 'The login name is in use, or this person has an account.',
    },
    token: {
      no_person: 'A token is given to a person only.',
      bad_request: 'A token needs a label, at least one scope and an end within {days} days.',
    },
    filter: {
      bad_request: 'A filter needs a name and an address within this site.',
      too_many: 'At most {max} filters. Drop some and save again.',
    },
    draft: { too_large: 'The draft is too long and was not saved. The text is still on the page.' },
    document: { secret: 'The text carries a secrecy marking and is not accepted by this system. Nothing was stored.' },
  },
};
