/** The sample's clock times are the same wherever it is read. */
export const EXAMPLE_ZONE = "UTC";
