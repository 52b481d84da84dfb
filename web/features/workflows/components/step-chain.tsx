/** What starts a workflow and the steps that follow, in a line that wraps. */
export function StepChain({ starts, steps }: { starts: string; steps: readonly string[] }) {
  return (
    <ol
      aria-label="Steps"
      className="flex flex-wrap items-center gap-x-1.5 gap-y-1.5 text-[12.5px] leading-5"
    >
      <li className="rounded-control bg-accent-soft px-2 py-0.5 break-words text-accent">{starts}</li>
      {steps.map((step, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: steps of one name differ by their place alone, which never changes.
        <li key={index} className="flex min-w-0 items-center gap-1.5">
          <span aria-hidden="true" className="text-soft">
            →
          </span>
          <span className="min-w-0 rounded-control border border-line bg-bg px-2 py-0.5 break-words">
            {step}
          </span>
        </li>
      ))}
    </ol>
  );
}
