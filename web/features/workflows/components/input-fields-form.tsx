"use client";

import { Button } from "../../../ui/button.tsx";
import { Field } from "../../../ui/field.tsx";
import { Check, Select, TextArea } from "./form-parts.tsx";
import type { TriggerFormProps } from "./trigger-form.tsx";

interface Question {
  name: string;
  label: string;
  type: string;
  required?: boolean;
  options?: string[];
  help?: string;
}

const TYPES = [
  { value: "text", label: "Text" },
  { value: "long-text", label: "Long text" },
  { value: "number", label: "Number" },
  { value: "yes-no", label: "Yes or no" },
  { value: "date", label: "Date" },
  { value: "choice", label: "Choice" },
];

/** The questions that somebody answers who starts the workflow by hand. */
export function InputFieldsForm({ trigger, isDisabled, problems, onChange }: TriggerFormProps) {
  const questions = Array.isArray(trigger.fields) ? (trigger.fields as Question[]) : [];
  const store = (next: Question[], place: string) => onChange({ ...trigger, fields: next }, place);
  return (
    <fieldset className="grid gap-3" disabled={isDisabled}>
      <legend className="text-[13px] font-medium">Questions</legend>
      <p className="text-meta text-soft">Steps read the answers as input.name.</p>
      {questions.map((question, index) => {
        const set = (change: Partial<Question>) =>
          store(questions.with(index, { ...question, ...change }), `fields.${index}.${Object.keys(change)}`);
        const wrong = (name: string) => problems.get(`fields.${index}.${name}`);
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a question has nothing else that stays while it is typed.
          <div key={index} className="grid gap-3 rounded-control border border-line p-3">
            <div className="grid gap-3 sm:grid-cols-3">
              <Field
                label="Question"
                value={question.label}
                error={wrong("label")}
                onChange={(event) => set({ label: event.target.value })}
              />
              <Field
                label="Name in expressions"
                className="[&_input]:font-mono [&_input]:text-[13px]"
                value={question.name}
                error={wrong("name")}
                onChange={(event) => set({ name: event.target.value })}
              />
              <Select
                label="Answer"
                value={question.type}
                options={TYPES}
                onChange={(event) => set({ type: event.target.value })}
              />
            </div>
            {question.type === "choice" ? (
              <TextArea
                label="Choices, one a line"
                value={(question.options ?? []).join("\n")}
                error={wrong("options")}
                onChange={(event) => set({ options: event.target.value.split("\n") })}
                onBlur={() =>
                  set({ options: (question.options ?? []).filter((option) => option.trim() !== "") })
                }
              />
            ) : null}
            <div className="flex flex-wrap items-center justify-between gap-3">
              <Check
                label="Must be answered"
                isChecked={question.required === true}
                onChange={(required) => set({ required })}
              />
              <Button look="ghost" onClick={() => store(questions.toSpliced(index, 1), "fields")}>
                Remove question {index + 1}
              </Button>
            </div>
          </div>
        );
      })}
      <div>
        <Button
          onClick={() =>
            store(
              [
                ...questions,
                {
                  name: freeName(questions),
                  label: "",
                  type: "text",
                  required: false,
                  options: [],
                  help: "",
                },
              ],
              "fields",
            )
          }
        >
          Add a question
        </Button>
      </div>
    </fieldset>
  );
}

function freeName(questions: readonly Question[]): string {
  for (let number = questions.length + 1; ; number++) {
    if (questions.every(({ name }) => name !== `answer${number}`)) return `answer${number}`;
  }
}
