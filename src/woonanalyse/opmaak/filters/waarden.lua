-- Puts the values of `meta`, `var`, captions and alternative texts in the place of their markers.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))

local OPEN, DICHT = utf8.char(0xE000), utf8.char(0xE001)
local PATROON = OPEN .. "(%d+)" .. DICHT
local waarden = gedeeld.invoer().waarden

local function inlines_van(nr)
  local waarde = waarden[tonumber(nr) + 1]
  if waarde.soort ~= "markdown" then
    return pandoc.Inlines({ pandoc.Str(waarde.waarde) })
  end
  local inlines = gedeeld.als_inlines(waarde.waarde)
  if inlines == nil then
    local stuk = waarde.waarde:gsub("%s+", " "):sub(1, 60)
    gedeeld.weiger("een waarde van meer dan één alinea: '" .. stuk .. "'", "één alinea tekst",
      OPEN .. nr .. DICHT)
    return pandoc.Inlines({})
  end
  return inlines
end

local function platte_tekst(tekst)
  return (tekst:gsub(PATROON, function(nr)
    return pandoc.utils.stringify(inlines_van(nr))
  end))
end

local function Str(el)
  if not el.text:find(OPEN, 1, true) then
    return nil
  end
  local uit, vanaf = pandoc.Inlines({}), 1
  for begin, nr, eind in el.text:gmatch("()" .. PATROON .. "()") do
    if begin > vanaf then
      uit:insert(pandoc.Str(el.text:sub(vanaf, begin - 1)))
    end
    uit:extend(inlines_van(nr))
    vanaf = eind
  end
  if vanaf <= #el.text then
    uit:insert(pandoc.Str(el.text:sub(vanaf)))
  end
  return uit
end

local function attributen(el)
  local anders = false
  if el.attributes then
    for sleutel, waarde in pairs(el.attributes) do
      if waarde:find(OPEN, 1, true) then
        el.attributes[sleutel] = platte_tekst(waarde)
        anders = true
      end
    end
  end
  for _, veld in ipairs({ "text", "target", "src", "title" }) do
    local waarde = el[veld]
    if type(waarde) == "string" and waarde:find(OPEN, 1, true) then
      el[veld] = platte_tekst(waarde)
      anders = true
    end
  end
  return anders and el or nil
end

local function pagina_einde(el)
  local nr = #el.content == 1 and el.content[1].t == "Str"
    and el.content[1].text:match("^" .. PATROON .. "$")
  if nr and waarden[tonumber(nr) + 1].soort == "pagina-einde" then
    -- The same as the empty div that chapters may write themselves.
    return pandoc.Div({}, pandoc.Attr("", { "wa-nieuwe-pagina" }))
  end
end

local met_attributen = {}
for _, soort in ipairs({ "Div", "Span", "Header", "Image", "Link", "Code", "CodeBlock", "Table",
  "Figure", "Math" }) do
  met_attributen[soort] = attributen
end

local einden = false
for _, waarde in ipairs(waarden) do
  einden = einden or waarde.soort == "pagina-einde"
end

return {
  einden and { Para = pagina_einde, Plain = pagina_einde } or {}, met_attributen, { Str = Str },
}
