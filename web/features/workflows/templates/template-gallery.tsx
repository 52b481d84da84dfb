"use client";

import { TEMPLATE_GROUPS } from "@floyo/shared/workflows/templates/template.ts";
import { useState } from "react";
import { Button } from "../../../ui/button.tsx";
import { EmptyState } from "../../../ui/empty-state.tsx";
import { Notice } from "../../../ui/notice.tsx";
import { SearchField } from "../../../ui/search-field.tsx";
import { type Begun, NameDialog } from "../components/name-dialog.tsx";
import type { Draft } from "../draft.ts";
import { useWritableOrganisations } from "../use-writable-organisations.ts";
import { findTemplates, type ListedTemplate } from "./listed-template.ts";
import { TemplateCard } from "./template-card.tsx";

/** Every template by its use; one that is chosen becomes a draft. */
export function TemplateGallery({
  templates,
  userId,
}: {
  templates: readonly ListedTemplate[];
  userId: string;
}) {
  const organisations = useWritableOrganisations(userId);
  const [search, setSearch] = useState("");
  const [begun, setBegun] = useState<Begun | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const found = findTemplates(templates, search);

  async function choose({ key, name }: ListedTemplate): Promise<void> {
    setProblem(null);
    try {
      setBegun({ name, draft: await draftOf(key) });
    } catch {
      setProblem("The template could not be loaded. Check your connection and press it once more.");
    }
  }

  return (
    <>
      <div className="flex max-w-[480px]">
        <SearchField
          label="Search templates"
          placeholder="A service, a kind of file, what it is for"
          value={search}
          onChange={setSearch}
        />
      </div>
      <p role="status" className="sr-only">
        {found.length === 1 ? "One template" : `${found.length} templates`}
      </p>
      {organisations?.length === 0 ? (
        <Notice>You may look at workflows here, not make them. Somebody who may change your role can.</Notice>
      ) : null}
      {problem ? (
        <Notice tone="warm" role="alert">
          {problem}
        </Notice>
      ) : null}
      {found.length === 0 ? (
        <EmptyState title="No template fits" action={<Button onClick={() => setSearch("")}>Show all</Button>}>
          Nothing has all of “{search}” in it. Begin with an empty workflow, or search for a service such as
          Slack.
        </EmptyState>
      ) : null}
      {TEMPLATE_GROUPS.map(({ key, label }) => {
        const ofGroup = found.filter(({ group }) => group === key);
        if (ofGroup.length === 0) return null;
        return (
          <section key={key} aria-labelledby={`group-${key}`} className="mt-2 grid gap-3">
            <h2 id={`group-${key}`} className="text-card font-semibold tracking-tight">
              {label}
            </h2>
            <ul className="grid grid-cols-[minmax(0,1fr)] gap-3 lg:grid-cols-2">
              {ofGroup.map((template) => (
                <li key={template.key} className="grid">
                  <TemplateCard
                    template={template}
                    isDisabled={!organisations || organisations.length === 0}
                    onChoose={() => void choose(template)}
                  />
                </li>
              ))}
            </ul>
          </section>
        );
      })}
      {begun && organisations ? (
        <NameDialog begun={begun} organisations={organisations} onClose={() => setBegun(null)} />
      ) : null}
    </>
  );
}

/** The definition comes when it is chosen; schedules go by the clock of this browser. */
async function draftOf(key: string): Promise<Draft> {
  const { draftFromTemplate, TEMPLATES } = await import("@floyo/shared/workflows/templates/templates.ts");
  const template = TEMPLATES.find((one) => one.key === key);
  if (!template) throw new RangeError(`no template is called ${key}`);
  return draftFromTemplate(template, Intl.DateTimeFormat().resolvedOptions().timeZone) as Draft;
}
