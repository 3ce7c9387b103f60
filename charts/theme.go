package charts

import "github.com/wcharczuk/go-chart/v2/drawing"

// Sizes in logical pixels.
const (
	pictureWidth = 960

	marginLeft   = 26
	marginRight  = 30
	marginBottom = 16

	titleSize    = 20.0
	subtitleSize = 14.0
	labelSize    = 13.0

	mainLine   = 2.2
	targetLine = 1.5
	errorLine  = 1.2
	capWidth   = 8.0
	dotRadius  = 4.5
	bandAlpha  = 48
)

// look is what every drawing decision may depend on.
type look struct {
	theme colours
	fonts fonts
}

// colours is a theme. Meaning stays with a colour through all charts: blue is what was measured, green is what was promised,
// vermillion is a limit or a shortfall.
type colours struct {
	background, panel, ink, muted, grid, quiet drawing.Color
	blue, vermillion, green, pink, amber, sky  drawing.Color
	towardsInk                                 float64 // how far coloured text is moved towards the ink so that it can be read
}

func (t Theme) colours() colours {
	if t == Dark {
		return colours{
			background: rgb(0x11161c), panel: rgb(0x161c24), ink: rgb(0xe6edf3), muted: rgb(0x9fb0c0), grid: rgb(0x2a333d), quiet: rgb(0x6b7a88),
			blue: rgb(0x58a6ff), vermillion: rgb(0xff9e64), green: rgb(0x4fd1a5), pink: rgb(0xe28bc4), amber: rgb(0xf2c14e), sky: rgb(0x8fd3ff),
		}
	}
	return colours{
		background: rgb(0xffffff), panel: rgb(0xffffff), ink: rgb(0x1f2933), muted: rgb(0x52606d), grid: rgb(0xe4e7eb), quiet: rgb(0x9aa5b1),
		blue: rgb(0x0072b2), vermillion: rgb(0xd55e00), green: rgb(0x009e73), pink: rgb(0xcc79a7), amber: rgb(0xe69f00), sky: rgb(0x56b4e9),
		towardsInk: 0.3,
	}
}

// text is the shade of a colour in which words are written: pale hues are too faint for letters on white.
func (c colours) text(hue drawing.Color) drawing.Color { return mix(hue, c.ink, c.towardsInk) }

func rgb(hex uint32) drawing.Color {
	return drawing.Color{R: uint8(hex >> 16), G: uint8(hex >> 8), B: uint8(hex), A: 255}
}

// mix moves from colour a towards colour b by share.
func mix(a, b drawing.Color, share float64) drawing.Color {
	part := func(x, y uint8) uint8 { return uint8(float64(x) + (float64(y)-float64(x))*share + 0.5) }
	return drawing.Color{R: part(a.R, b.R), G: part(a.G, b.G), B: part(a.B, b.B), A: a.A}
}
