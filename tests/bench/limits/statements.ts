/** What the limit's server is told: where the database is, whose rows it reads, and the pages whose markup it renders. */
export type LimitPlan = {
  port: number
  databaseUrl: string
  organizationId: string
  dealId: string
  proposalId: string
  personId: string
  pages: Record<string, string>
}

export type Statement = { text: string; values: unknown[] }

const dealColumns = `d.id, d.title, d.status, d.currency, d.value_minor, d.monthly_minor, d.expected_close_on, d.created_at,
  d.stage_changed_at, d.stage_id, s.name as stage_name, s.tone, c.name as company_name, m.name as owner_name, d.company_id, d.contact_id`

/** Joins that name the organization on both sides, as the program's do: without it a plan made for a small organization serves a large one. */
const withNames = `join stages s on (s.organization_id, s.id) = (d.organization_id, d.stage_id)
  left join companies c on (c.organization_id, c.id) = (d.organization_id, d.company_id)
  left join members m on (m.organization_id, m.person_id) = (d.organization_id, d.owner_id)`

/** The statements that a page, or an act, cannot do without. */
export function statements(name: string, plan: LimitPlan): Statement[] {
  const { dealId, proposalId, personId } = plan
  switch (name) {
    case "list":
      return [
        {
          text: `select ${dealColumns} from (select * from deals where deleted_at is null and status = 'open'
            order by created_at desc, id desc limit 51) d ${withNames} order by d.created_at desc, d.id desc`,
          values: [],
        },
      ]
    case "board":
      return [
        {
          text: `select ${dealColumns} from stages of cross join lateral (select * from deals where stage_id = of.id and deleted_at is null
            order by stage_changed_at desc, id desc limit 20) d ${withNames}`,
          values: [],
        },
      ]
    case "record":
      return [
        {
          text: `select ${dealColumns} from deals d ${withNames} where d.id = $1 and d.deleted_at is null`,
          values: [dealId],
        },
        { text: "select * from deal_lines where deal_id = $1 order by position", values: [dealId] },
        {
          text: `select e.* from event_subjects s join events e on e.id = s.event_id where s.subject_id = $1 order by s.event_id desc limit 51`,
          values: [dealId],
        },
      ]
    case "client":
      return [
        {
          text: `select p.*, v.* from proposals p join proposal_versions v on v.proposal_id = p.id where p.id = $1
            order by v.number desc limit 1`,
          values: [proposalId],
        },
        { text: "select * from proposal_lines where proposal_id = $1 order by position", values: [proposalId] },
      ]
    case "create":
      return [
        {
          text: `insert into companies (id, name, kind, owner_id) values (gen_random_uuid(), 'A company made by the limit', 'prospect', $1)`,
          values: [personId],
        },
      ]
    case "webhook":
      return [
        {
          text: `insert into webhook_inbox (provider, event_id, account, type, payload, happened_at)
            values ('limit', gen_random_uuid()::text, 'installation', 'limit', '{"id":"a","object":"event"}', now())`,
          values: [],
        },
      ]
    default:
      throw new Error(`There is no limit of ${name}`)
  }
}
