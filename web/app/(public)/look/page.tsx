import type { Metadata } from "next";
import { LocalMining } from "../../../features/mining/components/local-mining.tsx";

export const metadata: Metadata = { title: "Look at a log on this device" };

export default function LookPage() {
  return (
    <div className="mx-auto grid w-full max-w-[860px] gap-7 pt-6 pb-8 sm:pt-10">
      <header className="grid gap-3">
        <h1 className="text-[28px] leading-[34px] font-semibold tracking-tight text-balance">
          What repeats in your own log
        </h1>
        <p className="max-w-[62ch] text-[16px] leading-6 text-soft">
          Your browser does the looking. No account, no upload: you can cut the connection first.
        </p>
      </header>
      <LocalMining />
    </div>
  );
}
