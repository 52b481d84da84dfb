"use client";

import { useEffect } from "react";
import { forgetPerson } from "../forget-person.ts";

/** Stands where nobody is signed in: what was kept of whoever was before is deleted. Shows nothing. */
export function ForgetHere() {
  useEffect(() => void forgetPerson(), []);
  return null;
}
