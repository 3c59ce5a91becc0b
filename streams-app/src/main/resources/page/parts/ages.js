/** The questions' age groups in the order of age. */
export const AGE_GROUPS = ["18-24", "25-35", "36-50", "+50"];
