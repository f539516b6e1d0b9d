-- Callouts, in the shape Quarto gives them.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))

local TITELS = {
  note = "Opmerking", tip = "Tip", important = "Belangrijk", warning = "Waarschuwing",
  caution = "Opgelet",
}
local KLEUREN = {
  note = { "#dae6fb", "#0758E5" }, tip = { "#ccf1e3", "#00A047" }, important = { "#f7dddc", "#CC1914" },
  warning = { "#fcefdc", "#EB9113" }, caution = { "#ffe5d0", "#FC5300" },
}
local VORMEN = { default = true, simple = true, minimal = true }

local function titel_van(el, soort, vorm)
  if el.attributes.title then
    local inlines = gedeeld.als_inlines(el.attributes.title)
    if inlines == nil then
      gedeeld.weiger("de titel van een callout is geen regel tekst", "title=\"gewone tekst\"",
        el.attributes.title)
    end
    return inlines
  end
  local kop = el.content[1]
  if kop and kop.t == "Header" then
    el.content:remove(1)
    return kop.content
  end
  return vorm == "default" and pandoc.Inlines({ pandoc.Str(TITELS[soort]) }) or nil
end

local function typst_callout(soort, titel, inhoud)
  local kleur = KLEUREN[soort]
  local begin = pandoc.Inlines({ gedeeld.typst_regel("#callout(title: [") })
  begin:extend(titel or {})
  begin:insert(gedeeld.typst_regel(string.format(
    '], background_color: rgb("%s"), icon_color: rgb("%s"), icon: none, '
      .. "body_background_color: white, body: [", kleur[1], kleur[2])))
  local uit = pandoc.Blocks({ pandoc.Plain(begin) })
  uit:extend(inhoud)
  uit:insert(gedeeld.typst_blok("])"))
  return uit
end

local function html_callout(soort, vorm, titel, inhoud)
  local uit = pandoc.Blocks({})
  if titel then
    local kop = pandoc.Div({ pandoc.Plain(titel) },
      pandoc.Attr("", { "callout-title-container", "flex-fill" }))
    uit:insert(pandoc.Div({ kop }, pandoc.Attr("", { "callout-header" })))
  end
  uit:insert(pandoc.Div(inhoud, pandoc.Attr("", { "callout-body-container", "callout-body" })))
  local klassen = { "callout", "callout-style-" .. vorm, "callout-" .. soort }
  return pandoc.Div(uit, pandoc.Attr("", klassen, { role = "note" }))
end

local function Div(el)
  local soort = nil
  for _, klasse in ipairs(el.classes) do
    local kort = klasse:match("^callout%-(.*)$")
    soort = kort and TITELS[kort] and kort or soort
  end
  if soort == nil then
    return nil
  end
  local vorm = el.attributes.appearance or "default"
  if not VORMEN[vorm] then
    gedeeld.weiger("appearance=" .. vorm .. " wordt niet ondersteund", "default, simple, minimal", vorm)
  end
  if el.attributes.icon and el.attributes.icon ~= "false" then
    gedeeld.weiger("icon=" .. el.attributes.icon .. " wordt niet ondersteund", "icon=false", "icon=")
  end
  local titel = titel_van(el, soort, vorm)
  if gedeeld.typst then
    return typst_callout(soort, titel, el.content)
  end
  return html_callout(soort, vorm, titel, el.content)
end

return { { Div = Div } }
