"use client";

import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "./button.tsx";

interface CardBoundaryProps {
  /** What stands in the card: `This suggestion`. */
  name: string;
  children: ReactNode;
}

/** Keeps an error inside the card it happened in: the rest of the page goes on, and the card can be tried again. */
export class CardBoundary extends Component<CardBoundaryProps, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError(): { hasFailed: boolean } {
    return { hasFailed: true };
  }

  override componentDidCatch(error: Error, { componentStack }: ErrorInfo): void {
    console.error(error, componentStack);
  }

  override render(): ReactNode {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <section role="alert" className="card flex flex-wrap items-center justify-between gap-3 px-4 py-3.5">
        <p className="text-[13px] text-warm">
          {this.props.name} could not be shown. Nothing of it is lost; everything else goes on.
        </p>
        <Button onClick={() => this.setState({ hasFailed: false })}>Try again</Button>
      </section>
    );
  }
}
