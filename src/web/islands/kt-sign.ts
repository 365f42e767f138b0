import { make } from './dom.ts';

const decode = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0));
const encode = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

interface KnownKey {
  readonly id: string;
  readonly transports?: readonly AuthenticatorTransport[];
}

/** Asks a passkey: to sign the challenge of the page, or to be made. What it answers goes with the form; without script there is no button. */
export class KtSign extends HTMLElement {
  connectedCallback(): void {
    const box = this.querySelector<HTMLElement>('[data-ready]');
    const button = box?.querySelector('button');
    if (!box || !button) return;
    if (!window.PublicKeyCredential) {
      this.#tell(this.dataset['unsupported']);
      return;
    }
    box.hidden = false;
    button.addEventListener('click', (event) => {
      const form = button.form;
      const field = this.querySelector<HTMLInputElement>('input[type="hidden"]');
      if (!form || !field || field.value !== '') return;
      event.preventDefault();
      if (!form.reportValidity()) return;
      button.disabled = true;
      this.#ask()
        .then((answer) => {
          field.value = JSON.stringify(answer);
          button.disabled = false;
          form.requestSubmit(button);
        })
        .catch(() => {
          button.disabled = false;
          this.#tell(this.dataset['cancelled']);
        });
    });
  }

  #ask(): Promise<unknown> {
    return this.dataset['mode'] === 'make' ? this.#make() : this.#sign();
  }

  #keys(): PublicKeyCredentialDescriptor[] {
    const known = JSON.parse(this.dataset['keys'] ?? '[]') as readonly KnownKey[];
    return known.map(({ id, transports }) => ({
      type: 'public-key',
      id: decode(id),
      ...(transports && transports.length > 0 ? { transports: [...transports] } : {}),
    }));
  }

  async #sign(): Promise<unknown> {
    const found = (await navigator.credentials.get({
      publicKey: {
        challenge: decode(this.dataset['challenge'] ?? ''),
        rpId: this.dataset['rp'] ?? '',
        allowCredentials: this.#keys(),
        userVerification: 'required',
        timeout: 120_000,
      },
    })) as PublicKeyCredential;
    const { clientDataJSON, authenticatorData, signature } = found.response as AuthenticatorAssertionResponse;
    return {
      id: found.id,
      response: {
        clientDataJSON: encode(clientDataJSON),
        authenticatorData: encode(authenticatorData),
        signature: encode(signature),
      },
    };
  }

  async #make(): Promise<unknown> {
    const { challenge = '', rp = '', user = '', name = '', algorithms = '' } = this.dataset;
    const made = (await navigator.credentials.create({
      publicKey: {
        challenge: decode(challenge),
        rp: { id: rp, name: 'Khơi Thông' },
        user: { id: decode(user), name, displayName: name },
        pubKeyCredParams: algorithms.split(',').map((alg) => ({ type: 'public-key', alg: Number(alg) })),
        excludeCredentials: this.#keys(),
        authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
        attestation: 'none',
        timeout: 120_000,
      },
    })) as PublicKeyCredential;
    const response = made.response as AuthenticatorAttestationResponse;
    return {
      id: made.id,
      response: {
        clientDataJSON: encode(response.clientDataJSON),
        attestationObject: encode(response.attestationObject),
        transports: response.getTransports?.() ?? [],
      },
    };
  }

  #tell(text = ''): void {
    const line = this.querySelector('[role="status"]') ?? this.appendChild(make('p', { class: 'note', role: 'status' }));
    line.textContent = text;
  }
}
