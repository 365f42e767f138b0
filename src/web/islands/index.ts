/** The browser's part: upgrades server HTML; every page works without it. */
import { settleSentForms } from './kept-forms.ts';
import { KtCombobox } from './kt-combobox.ts';
import { KtCountdown } from './kt-countdown.ts';
import { KtDate, KtMoney } from './kt-echo.ts';
import { KtForm } from './kt-form.ts';
import { KtList } from './kt-list.ts';
import { KtPalette } from './kt-palette.ts';
import { KtReceipt } from './kt-receipt.ts';
import { KtSign } from './kt-sign.ts';
import { KtSimilar } from './kt-similar.ts';
import { listenToShortcuts } from './shortcuts.ts';

settleSentForms();
customElements.define('kt-list', KtList);
customElements.define('kt-form', KtForm);
customElements.define('kt-similar', KtSimilar);
customElements.define('kt-date', KtDate);
customElements.define('kt-money', KtMoney);
customElements.define('kt-combobox', KtCombobox);
customElements.define('kt-palette', KtPalette);
customElements.define('kt-countdown', KtCountdown);
customElements.define('kt-sign', KtSign);
customElements.define('kt-receipt', KtReceipt);
listenToShortcuts();
document.querySelector('.mainnav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
document.querySelector<HTMLElement>('[data-autofocus]')?.focus();
// Where the hands begin, on a page worked through by keyboard; a phone begins at the top.
const first = document.querySelector<HTMLElement>('[data-focus]')?.dataset['focus'];
if (first !== undefined && matchMedia('(pointer: fine) and (min-width: 721px)').matches) document.getElementById(first)?.focus();
