-- Keeps or drops `.content-visible` and `.content-hidden`.
local map = pandoc.path.directory(PANDOC_SCRIPT_FILE)
local gedeeld = dofile(pandoc.path.join({ map, "gedeeld.lua" }))

local FORMATEN = { html = true, typst = true, pdf = true, latex = true, docx = true, epub = true }
local TOEGESTAAN = {
  ["when-format"] = true, ["unless-format"] = true, ["when-meta"] = true, ["unless-meta"] = true,
}
local dit = gedeeld.typst and "typst" or "html"

local function is_formaat(naam)
  if not FORMATEN[naam] then
    gedeeld.weiger("onbekend formaat '" .. naam .. "' in een voorwaarde", "html of typst", naam)
  end
  return naam == dit
end

local function is_waar(pad)
  local tak = gedeeld.invoer().meta
  for stap in pad:gmatch("[^.]+") do
    tak = type(tak) == "table" and tak[stap] or nil
  end
  if tak == nil or tak == false or tak == "false" or tak == "" then
    return false
  end
  if tak == true or tak == "true" then
    return true
  end
  gedeeld.weiger("de voorwaarde '" .. pad .. "' is geen true of false", "rwp-sleutel met true/false",
    pad)
  return false
end

local function voldoet(attributen)
  local ja = true
  for sleutel, waarde in pairs(attributen) do
    if not TOEGESTAAN[sleutel] then
      gedeeld.weiger("de voorwaarde '" .. sleutel .. "' wordt niet ondersteund",
        "when-format, unless-format, when-meta, unless-meta", sleutel)
    elseif sleutel:match("format$") then
      ja = ja and (is_formaat(waarde) == (sleutel == "when-format"))
    else
      ja = ja and (is_waar(waarde) == (sleutel == "when-meta"))
    end
  end
  return ja
end

local function weiger_erbij(wat, teken, naam, waarbij)
  gedeeld.weiger(wat .. " '" .. teken .. naam .. "' bij ." .. waarbij, "een eigen blok eromheen",
    { waarbij, naam })
end

local function beslis(el)
  local zichtbaar = el.classes:includes("content-visible")
  local verborgen = el.classes:includes("content-hidden")
  if not zichtbaar and not verborgen then
    return nil
  end
  local naald = zichtbaar and "content-visible" or "content-hidden"
  if el.identifier ~= "" then
    weiger_erbij("het id", "#", el.identifier, naald)
  end
  for _, klasse in ipairs(el.classes) do
    if klasse ~= naald then
      weiger_erbij("de klasse", ".", klasse, naald)
    end
  end
  if voldoet(el.attributes) == zichtbaar then
    return el.content
  end
  return {}
end

return { { Div = beslis, Span = beslis } }
