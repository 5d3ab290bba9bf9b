import type { CreatePipelineInput } from "./create-pipeline.server"

/** The road of deals that a new organization begins with. Probabilities are in percent. */
export const defaultPipeline: CreatePipelineInput = {
  name: "Sales",
  stages: [
    { name: "Qualified", probability: 30, kind: "open", tone: "sky" },
    { name: "Proposal sent", probability: 50, kind: "open", tone: "teal", milestone: "proposal-sent" },
    { name: "Negotiation", probability: 75, kind: "open", tone: "amber" },
    { name: "Won", probability: 100, kind: "won", tone: "moss" },
    { name: "Lost", probability: 0, kind: "lost", tone: "rose" },
  ],
}
