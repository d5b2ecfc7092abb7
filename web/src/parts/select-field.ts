import { html, nothing, type TemplateResult } from "lit-html";
import type { Choice } from "./radio-choices.ts";

export interface SelectField<Value extends string> {
  readonly label: string;
  readonly name?: string;
  readonly disabled?: boolean;
  readonly choices: readonly Choice<Value>[];
  readonly chosen: Value;
  readonly onChoose: (value: Value) => void;
}

/** One of many, in a list that opens. */
export function selectField<Value extends string>({
  label,
  name,
  disabled = false,
  choices,
  chosen,
  onChoose,
}: SelectField<Value>): TemplateResult {
  const choose = ({ target }: Event): void => {
    const choice = choices[(target as HTMLSelectElement).selectedIndex];
    if (choice !== undefined) onChoose(choice.value);
  };
  return html`<label class="field"
    ><span>${label}</span
    ><select name=${name ?? nothing} ?disabled=${disabled} @change=${choose}>
      ${choices.map(
        ({ value, words }) =>
          html`<option value=${value} ?selected=${value === chosen}>${words}</option>`,
      )}
    </select></label
  >`;
}
