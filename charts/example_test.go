package charts_test

import (
	"bytes"
	"fmt"

	"agner/charts"
)

// The title of a chart is what its data say.
func ExampleFrontier() {
	frontier := charts.Frontier{
		Name: "Campaign launch", LabelMeans: "of today's staffing", Target: 0.80, AwtSeconds: 20,
		Limit: 12500, Currency: "USD", Period: "day", Replications: 400,
		Points: []charts.FrontierPoint{
			{Label: "90%", Cost: 11016, Level: charts.Estimate{Value: 0.583, Low: 0.575, High: 0.591}},
			{Label: "100%", Cost: 12240, Level: charts.Estimate{Value: 0.794, Low: 0.788, High: 0.800}},
			{Label: "110%", Cost: 13464, Level: charts.Estimate{Value: 0.901, Low: 0.896, High: 0.906}},
		},
	}
	fmt.Println(frontier.Finding())
	var svg, png bytes.Buffer
	fmt.Println(frontier.Render(&svg, charts.Options{}), frontier.Render(&png, charts.Options{Format: charts.PNG, Theme: charts.Dark}))
	fmt.Println(svg.String()[:4], png.String()[1:4])
	// Output:
	// Campaign launch: 80% in 20 s costs $13.5k per day at 110% of today's staffing; the $12.5k budget buys 79% at 100%
	// <nil> <nil>
	// <svg PNG
}
