// The text of the demonstration, written for Parley: a town's plan for its schoolyards.

export const demoText = {
  title: 'Demonstration: A green schoolyard for every school',
  asker: 'The town of Aubrac-sur-Lys (invented)',
  description:
    'This is a **demonstration**. The town and its plan are invented; comment, reply and vote as you like. The draft says how forty schoolyards are to be shaded, opened and looked after in six years.',
  next: 'The town answers every comment within six weeks and puts the revised plan to the council.',
  markdown: `# Why schoolyards

On the hottest afternoon of last June the asphalt of the Rue Basse school reached 58 degrees. Children were kept indoors for eleven days of the school year because it was too hot to play.

A schoolyard is the largest open space that most streets have. Today it is locked from five in the afternoon until eight in the morning, on Wednesdays, at weekends and for sixteen weeks of holidays.

The town has forty schoolyards. Together they cover nine hectares, of which eight are sealed with asphalt or concrete.

# What will change

## Shade and soil

By 2032 at least half of each schoolyard will be unsealed, so that rain can soak away where it falls.

Every yard gets shade over one third of its surface before its trees are tall enough to give it:

- sails and pergolas in the first year;
- climbing plants on every south wall;
- trees planted at no less than four metres high, of at least five kinds.

Where soil is polluted, it will be replaced to a depth of sixty centimetres, and the measurements will be published before the children return.

## Play and quiet

No more than one third of a yard may be used for ball games. The rest belongs to those who climb, dig, talk, read or do nothing.

Each school decides with its pupils what is built. The town sets aside 2,000 euros for each school for what the pupils choose alone.

## Open gates

Yards will be open to everybody on Saturdays from 9:00 to 18:00 and every day of the school holidays, beginning with ten schools in 2027.

A warden is present whenever a yard is open. Dogs, cars and loud music stay outside.

# Who pays

The plan costs 14.2 million euros in six years. Each cost below is an estimate at the prices of this year:

| What | Million euros | Paid by |
|---|---|---|
| Unsealing and soil | 6.1 | town, water agency |
| Shade and planting | 4.3 | town, region |
| Play and furniture | 2.2 | town |
| Wardens and care | 1.6 | town |

The water agency pays half of the unsealing as long as the rain of a ten-year storm is kept out of the sewer.

No tax is raised for this plan. Two road resurfacings, on the Boulevard de l'Est and the Quai Vert, are put off until 2031 instead.

# How we will know

Every year in October the town publishes, for each school, the temperature at noon on the hottest day, the share of unsealed ground, the number of days on which children could not go out, and what was spent.

If by the end of 2029 the yards that were rebuilt are not at least four degrees cooler than those that were not, the plan is stopped and thought through again with the schools.
`,
}
