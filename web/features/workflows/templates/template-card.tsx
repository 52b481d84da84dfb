import { Button } from "../../../ui/button.tsx";
import { StepChain } from "../components/step-chain.tsx";
import type { ListedTemplate } from "./listed-template.ts";

interface TemplateCardProps {
  template: ListedTemplate;
  isDisabled: boolean;
  onChoose: () => void;
}

/** What a template is for, its steps as a chain, and what it needs. */
export function TemplateCard({ template, isDisabled, onChoose }: TemplateCardProps) {
  const { name, purpose, starts, steps, services, asks } = template;
  return (
    <article className="card flex min-w-0 flex-col gap-3 px-4 py-4 sm:px-5">
      <div className="grid gap-1">
        <h3 className="text-[15px] font-semibold tracking-tight">{name}</h3>
        <p className="text-[13px] leading-5 text-soft">{purpose}</p>
      </div>
      <StepChain starts={starts} steps={steps} />
      <div className="mt-auto flex flex-wrap items-end justify-between gap-3 pt-1">
        <dl className="grid min-w-0 flex-1 basis-56 gap-1 text-meta text-soft">
          <Fact term="Needs">
            {services.length === 0 ? "no service" : new Intl.ListFormat("en").format(services)}
          </Fact>
          {asks.length > 0 ? <Fact term="You fill in">{asks.join(" · ")}</Fact> : null}
        </dl>
        <Button aria-label={`Use “${name}”`} disabled={isDisabled} onClick={onChoose}>
          Use this
        </Button>
      </div>
    </article>
  );
}

function Fact({ term, children }: { term: string; children: string }) {
  return (
    <div className="break-words">
      <dt className="inline font-medium text-ink">{term}</dt> <dd className="inline">{children}</dd>
    </div>
  );
}
